package orchestrator.demo.study;

import java.util.Optional;

/**
 * Names one of the models that grow over the rounds: the joint one, or the one that a hospital
 * trains alone, for comparison.
 *
 * @param alone the hospital that trains alone; empty for the joint model
 */
public record Line(Optional<String> alone) {
  /** The model of all hospitals. */
  public static final Line JOINT = new Line(Optional.empty());

  /** The model of one hospital. */
  public static Line alone(String hospital) {
    return new Line(Optional.of(hospital));
  }

  /** Whether this is the joint model. */
  public boolean isJoint() {
    return alone.isEmpty();
  }

  /** A short name for people. */
  public String text() {
    return alone.map(hospital -> hospital + " alone").orElse("joint");
  }
}
