export const titles = () => ['One', 'Two'];
