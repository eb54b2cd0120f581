/** The port to any SIP proxy: what a command may ask and what it may hear. */
@NullMarked
package io.callapi.proxy;

import org.jspecify.annotations.NullMarked;
