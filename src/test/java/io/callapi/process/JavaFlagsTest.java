package io.callapi.process;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.HotSpotDiagnosticMXBean;
import com.sun.management.VMOption;
import com.sun.management.VMOption.Origin;
import java.lang.management.ManagementFactory;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.management.ObjectName;
import org.junit.jupiter.api.Test;

class JavaFlagsTest {

  private final FakeJava java = new FakeJava();

  @Test
  void namesWhatBoundsTheMemoryAndIsMissing() {
    java.has("MaxHeapSize", "6320816128", Origin.ERGONOMIC);
    java.has("MaxDirectMemorySize", "67108864", Origin.VM_CREATION);
    java.has("ExitOnOutOfMemoryError", "false", Origin.DEFAULT);

    assertThat(JavaFlags.missing(java)).containsExactly("-Xmx", "-XX:+ExitOnOutOfMemoryError");
  }

  @Test
  void hasAnIdleHeapGivenBackUnlessItIsSaidHow() {
    java.has("G1PeriodicGCInterval", "0", Origin.VM_CREATION);
    java.has("MinHeapFreeRatio", "40", Origin.DEFAULT);
    java.has("MaxHeapFreeRatio", "70", Origin.DEFAULT);

    JavaFlags.giveBack(java);

    assertThat(java.set).isEqualTo(Map.of("MinHeapFreeRatio", "10", "MaxHeapFreeRatio", "30"));
  }

  /** The Java that this runs on takes them: not each value is allowed at each moment. */
  @Test
  void setsWhatJavaTakes() {
    HotSpotDiagnosticMXBean real =
        ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);

    JavaFlags.giveBack(real);

    assertThat(real.getVMOption("MaxHeapFreeRatio").getValue()).isEqualTo("30");
    assertThat(real.getVMOption("MinHeapFreeRatio").getValue()).isEqualTo("10");
    assertThat(real.getVMOption("G1PeriodicGCInterval").getValue()).isEqualTo("10000");
  }

  private static final class FakeJava implements HotSpotDiagnosticMXBean {

    private final Map<String, VMOption> options = new HashMap<>();
    private final Map<String, String> set = new HashMap<>();

    void has(String name, String value, Origin origin) {
      options.put(name, new VMOption(name, value, true, origin));
    }

    @Override
    public VMOption getVMOption(String name) {
      VMOption option = options.get(name);
      if (option == null) {
        throw new IllegalArgumentException(name);
      }
      return option;
    }

    @Override
    public void setVMOption(String name, String value) {
      set.put(name, value);
    }

    @Override
    public List<VMOption> getDiagnosticOptions() {
      return List.copyOf(options.values());
    }

    @Override
    public void dumpHeap(String file, boolean live) {
      throw new UnsupportedOperationException();
    }

    @Override
    public ObjectName getObjectName() {
      throw new UnsupportedOperationException();
    }
  }
}
