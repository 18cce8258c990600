import pg from 'pg';

const database = new pg.Pool();

export const removeCustomer = (name: string) => database.query('DELETE FROM customers WHERE name = $1', [name]); // want unconfirmed-action "Which records are changed here"
