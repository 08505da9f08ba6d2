package orchestrator.server.embedded;

import orchestrator.server.config.EngineSettings;

/** Nothing but the data folder. */
record EmbeddedSettings() implements EngineSettings {
  @Override
  public String inWords(String data) {
    return ", " + data;
  }
}
