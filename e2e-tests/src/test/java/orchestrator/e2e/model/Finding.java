package orchestrator.e2e.model;

import java.util.List;

/**
 * Holds a program on which the server and the model disagree.
 *
 * @param program its number
 * @param before the calls of the programs before it on the same channel
 * @param steps its calls up to the one that differs
 * @param difference what differs
 */
record Finding(int program, List<Step> before, List<Step> steps, Difference difference) {

  /** Copies the lists. */
  Finding {
    before = List.copyOf(before);
    steps = List.copyOf(steps);
  }
}
