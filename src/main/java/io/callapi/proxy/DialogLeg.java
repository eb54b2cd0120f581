package io.callapi.proxy;

import org.jspecify.annotations.Nullable;

/**
 * One phone in a dialog, as the proxy has recorded it.
 *
 * @param uri the address of record in From or To as the proxy reports it; null if it has none
 * @param tag the tag of the phone (RFC 3261, section 19.3); empty before it has answered
 * @param contact the remote target, where requests inside the dialog go (RFC 3261, section 12.1);
 *     empty if it is not known
 */
public record DialogLeg(@Nullable String uri, String tag, String contact) {}
