/**
 * What is told of commands, and how lines get to where they are kept without holding anybody up.
 */
@NullMarked
package io.callapi.log;

import org.jspecify.annotations.NullMarked;
