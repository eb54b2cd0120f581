/**
 * What the transfers and the start of a call have in common: a phone is referred, and the call that
 * comes of it is found and followed until its destination has answered.
 */
@NullMarked
package io.callapi.call.transfer;

import org.jspecify.annotations.NullMarked;
