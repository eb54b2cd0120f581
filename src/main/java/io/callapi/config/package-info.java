/** The configuration: one record, one error that lists every bad key. */
@NullMarked
package io.callapi.config;

import org.jspecify.annotations.NullMarked;
