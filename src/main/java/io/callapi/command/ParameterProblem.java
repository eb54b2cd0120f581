package io.callapi.command;

/** A parameter that its schema lets through, and that cannot be right beside the others. */
public final class ParameterProblem extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String parameter;
  private final String problem;

  /**
   * @param problem what is wrong with it, after its name: "is missing"
   */
  public ParameterProblem(String parameter, String problem) {
    super(parameter + " " + problem, null, false, false);
    this.parameter = parameter;
    this.problem = problem;
  }

  public String parameter() {
    return parameter;
  }

  public String problem() {
    return problem;
  }
}
