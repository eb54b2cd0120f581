/** A simulated OpenSIPS with phones, for a first run and for tests. */
@NullMarked
package io.callapi.simulator;

import org.jspecify.annotations.NullMarked;
