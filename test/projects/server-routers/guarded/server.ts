import express from 'express';
import { gate } from './gate';
import { often } from './limits';
import routes from './routes';

const app = express();
app.use(gate);
app.use('/api/chat', often);
app.use('/api', routes);
app.listen(3000);
