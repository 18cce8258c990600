export default async () => new Response(JSON.stringify({ content: [{ text: '<b>Opening hours</b>' }] }));
