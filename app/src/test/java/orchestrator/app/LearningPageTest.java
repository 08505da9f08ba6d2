package orchestrator.app;

/** Holds docs/learning.md against the settings of learning. */
class LearningPageTest extends SettingsPage {
  LearningPageTest() {
    super("learning.md", LearningOptions.class, LearningOptions.ALL);
  }
}
