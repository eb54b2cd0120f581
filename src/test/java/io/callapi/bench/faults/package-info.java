/**
 * Runs commands of all kinds through a bad network, and checks of each that it ended as it should
 * and that what the client was told is what the proxy's calls show.
 */
@NullMarked
package io.callapi.bench.faults;

import org.jspecify.annotations.NullMarked;
