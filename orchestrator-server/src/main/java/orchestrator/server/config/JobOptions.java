package orchestrator.server.config;

import java.util.List;
import java.util.ServiceLoader;

/**
 * Declares the settings of a job that runs in the server's process as a caller of its API. It is
 * found as a service of this type on the class path; the server itself does not know what it is.
 */
public interface JobOptions {
  /** All that are there, in the order of their services. */
  List<JobOptions> INSTALLED =
      ServiceLoader.load(JobOptions.class).stream().map(ServiceLoader.Provider::get).toList();

  /** Its settings. */
  List<Setting<?>> settings();

  /**
   * Reads its settings.
   *
   * @throws SettingsException that names the first one that cannot be used
   */
  JobSettings read(SettingSource source);
}
