/**
 * Model checking of the commands: each is driven beside a model of a proxy and its phones, over a
 * network that loses, doubles, delays and reorders up to so many messages, through all that can
 * come of it.
 */
@NullMarked
package io.callapi.call.model;

import org.jspecify.annotations.NullMarked;
