/**
 * For operators and their monitoring: figures in the format of Prometheus, and whether the server
 * lives and is ready, on an address of its own.
 */
@NullMarked
package io.callapi.management;

import org.jspecify.annotations.NullMarked;
