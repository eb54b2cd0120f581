package io.callapi.opensips;

/** Why a link cannot be used, in a sentence for the operator. */
final class LinkProblem extends RuntimeException {

  private static final long serialVersionUID = 1L;

  LinkProblem(String sentence) {
    super(sentence, null, false, false);
  }
}
