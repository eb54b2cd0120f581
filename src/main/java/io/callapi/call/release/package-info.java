/** Releasing calls at the end of a command: what it has made, and what it was to end. */
@NullMarked
package io.callapi.call.release;

import org.jspecify.annotations.NullMarked;
