/**
 * The calls that exist: one table for each proxy, fed by what the proxy reports and by lists of it.
 * Commands read it instead of asking the proxy, take their turn at a call here, and learn here
 * which new call comes of a REFER.
 */
@NullMarked
package io.callapi.calls;

import org.jspecify.annotations.NullMarked;
