/**
 * What makes a session outlive its connection: its notifications, kept with their numbers, and the
 * lines on which connections elsewhere get them.
 */
@NullMarked
package io.callapi.client.session;

import org.jspecify.annotations.NullMarked;
