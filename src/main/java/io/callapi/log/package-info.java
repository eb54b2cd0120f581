/** How what strangers can cause without end is told in few lines. */
@NullMarked
package io.callapi.log;

import org.jspecify.annotations.NullMarked;
