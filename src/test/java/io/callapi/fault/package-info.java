/**
 * A bad network in a box: relays between Call API and its proxy that lose, double, hold back, cut
 * and corrupt what passes, by a plan that comes out the same each time.
 */
@NullMarked
package io.callapi.fault;

import org.jspecify.annotations.NullMarked;
