/** A client that runs many commands at once and keeps all that it is told. */
@NullMarked
package io.callapi.bench.client;

import org.jspecify.annotations.NullMarked;
