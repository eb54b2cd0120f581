/** The console, in a Chromium that is here: its DevTools protocol presses keys and reads pages. */
@NullMarked
package io.callapi.console;

import org.jspecify.annotations.NullMarked;
