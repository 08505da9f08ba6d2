package orchestrator.chaincode;

import com.google.inject.AbstractModule;
import orchestrator.lib.operation.BuildVersion;
import orchestrator.lib.operation.PageLimit;

/** What the operations need here. */
final class ChaincodeModule extends AbstractModule {
  /** A page has to fit into an answer of the peer. */
  private static final int PAGE_SIZE = 500;

  @Override
  protected void configure() {
    binder().requireAtInjectOnConstructors();
    bind(BuildVersion.class).toInstance(version());
    bind(PageLimit.class).toInstance(new PageLimit(PAGE_SIZE));
  }

  private static BuildVersion version() {
    String version = ChaincodeModule.class.getPackage().getImplementationVersion();
    return new BuildVersion(version == null ? "dev" : version);
  }
}
