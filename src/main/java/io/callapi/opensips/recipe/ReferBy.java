package io.callapi.opensips.recipe;

/** How a release of OpenSIPS lets a phone be referred. */
public enum ReferBy {

  /** {@code call_transfer}: its reply comes before the phone's answer, which is never told. */
  CALL_TRANSFER,

  /** {@code dlg_send_sequential}: its reply is the phone's answer. */
  SEND_SEQUENTIAL
}
