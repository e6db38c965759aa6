import { serveTasks } from '../../../../jobs/resolution/threads/serve-tasks.ts';
import { createSpeedHandlers } from './speed-tasks.ts';

serveTasks(createSpeedHandlers());
