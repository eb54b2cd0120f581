package io.callapi.bench;

/**
 * One measurement.
 *
 * @param ofBare its commands a second as a part of the bare echo's, measured in turns with it
 * @param spread how far its rounds are apart, each way, as a part of their middle
 */
record Cell(Load load, String workload, Tally tally, double ofBare, double spread) {}
