package orchestrator.server.embedded;

import orchestrator.server.config.EngineSettings;

/** Holds nothing: the data folder is all that this engine needs. */
record EmbeddedSettings() implements EngineSettings {
  @Override
  public String inWords(String data) {
    return ", " + data;
  }
}
