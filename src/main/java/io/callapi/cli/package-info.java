/** The command line. */
@NullMarked
package io.callapi.cli;

import org.jspecify.annotations.NullMarked;
