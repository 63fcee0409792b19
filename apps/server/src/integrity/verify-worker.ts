import { answerFrom } from '../background/worker-entry.js';
import { verifyInFolder } from './verify-in-folder.js';

answerFrom(verifyInFolder);
