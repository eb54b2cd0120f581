/**
 * Gives Call API more commands than a proxy can answer soon, and checks that each ends rightly or
 * is refused before it has begun.
 */
@NullMarked
package io.callapi.bench.overload;

import org.jspecify.annotations.NullMarked;
