package orchestrator.learning.rule;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** Is what callers see of an asset or a task. */
public interface Document {
  /** Its id. */
  String uuid();

  /** Its fields, as they are now. */
  ObjectNode json();
}
