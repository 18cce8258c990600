// @ts-check
/** Every screen that a person can come to. The order saves ways: each begins where the last has ended. */
import { editorScreens } from './screens-editor.mjs';
import { keyScreens } from './screens-keys.mjs';
import { otherScreens } from './screens-others.mjs';
import { trainingScreens } from './screens-training.mjs';
import { viewScreens } from './screens-view.mjs';

export const screens = [...viewScreens, ...editorScreens, ...otherScreens, ...keyScreens, ...trainingScreens];
