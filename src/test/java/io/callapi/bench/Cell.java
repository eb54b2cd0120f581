package io.callapi.bench;

/**
 * One measurement.
 *
 * @param ofBare its commands a second as a part of the bare echo's, measured in turns with it
 */
record Cell(Load load, String workload, Tally tally, double ofBare) {}
