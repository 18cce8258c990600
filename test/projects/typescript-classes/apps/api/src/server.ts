import express from 'express';
import { ask, controller } from './controllers/ask';

const app = express();
app.post('/ask', ask);
app.post('/run', controller.run);
app.post('/again', controller.again);
app.listen(3000);
