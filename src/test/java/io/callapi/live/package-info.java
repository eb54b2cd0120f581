/**
 * The live suite: a real OpenSIPS, steered over its management interface, and phones that speak SIP
 * over loopback. Skipped where no OpenSIPS is installed.
 */
@NullMarked
package io.callapi.live;

import org.jspecify.annotations.NullMarked;
