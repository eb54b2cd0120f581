/**
 * The acceptance suite: clients on real WebSockets, the whole server, and a simulated OpenSIPS on
 * the other side of real datagrams.
 */
@NullMarked
package io.callapi.acceptance;

import org.jspecify.annotations.NullMarked;
