package orchestrator.demo.screen;

import orchestrator.demo.study.Progress;

/** Where a person sees how the study goes. Safe for use by many threads. */
public interface Screen extends AutoCloseable {

  /** Tells something once. */
  void say(String line);

  /** Shows how far the study has come; called several times a second. */
  void show(Progress progress);

  /** Ends what moves and leaves the place to plain text; nothing is shown afterwards. */
  @Override
  void close();
}
