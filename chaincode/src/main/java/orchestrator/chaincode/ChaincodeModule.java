package orchestrator.chaincode;

import com.google.inject.AbstractModule;
import orchestrator.lib.operation.BuildVersion;
import orchestrator.lib.operation.PageLimit;

/** What the operations need here. */
final class ChaincodeModule extends AbstractModule {
  /** As a server's by default; 16 MiB end a page before. */
  private static final int PAGE_SIZE = 10_000;

  @Override
  protected void configure() {
    binder().requireAtInjectOnConstructors();
    bind(BuildVersion.class).toInstance(version());
    bind(PageLimit.class).toInstance(new PageLimit(PAGE_SIZE));
  }

  static BuildVersion version() {
    String version = ChaincodeModule.class.getPackage().getImplementationVersion();
    return new BuildVersion(version == null ? "dev" : version);
  }
}
