/**
 * One class for each request of the port: what OpenSIPS is asked for it, and what its answer means.
 * MI codes are known here and nowhere else.
 */
@NullMarked
package io.callapi.opensips.recipe;

import org.jspecify.annotations.NullMarked;
