/** Holding and resuming both legs of a call. */
@NullMarked
package io.callapi.call.hold;

import org.jspecify.annotations.NullMarked;
