/** What the nodes of a cluster may ask of each other, signed with the secret that they share. */
@NullMarked
package io.callapi.cluster;

import org.jspecify.annotations.NullMarked;
