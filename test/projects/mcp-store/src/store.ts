import pg from 'pg';

/** The client of the server has asked before. */
export class Store {
  private db = new pg.Pool();

  async removeMeal(id: string): Promise<void> {
    await this.db.query('DELETE FROM meals WHERE id = $1', [id]);
  }
}
