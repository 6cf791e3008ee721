package io.evently;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.config.MeterFilterReply;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.VertxBuilder;
import io.vertx.core.VertxOptions;
import io.vertx.micrometer.MetricsDomain;
import io.vertx.micrometer.MicrometerMetricsFactory;
import io.vertx.micrometer.MicrometerMetricsOptions;
import java.lang.management.ManagementFactory;
import java.lang.management.OperatingSystemMXBean;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The node's meters: those of the JVM, of the Vert.x pools, and what the verticles report. */
final class NodeMetrics implements AutoCloseable {
    private static final double NANOS_PER_SECOND = 1e9;

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final JvmGcMetrics garbage = new JvmGcMetrics();
    // Its meter does not keep it.
    private final OperatingSystemMXBean system = ManagementFactory.getOperatingSystemMXBean();
    private volatile @Nullable DataDisk disk;

    NodeMetrics() {
        registry.config().meterFilter(named());
        if (system instanceof com.sun.management.OperatingSystemMXBean detailed) {
            FunctionCounter.builder("process.cpu", detailed, it -> it.getProcessCpuTime() / NANOS_PER_SECOND)
                    .description("Processor time that this process has used")
                    .baseUnit("seconds")
                    .register(registry);
        }
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        garbage.bindTo(registry);
    }

    /** Vert.x reports its pools; its HTTP and bus meters would count what is counted by operation already. */
    static VertxOptions options() {
        MicrometerMetricsOptions metrics = new MicrometerMetricsOptions()
                .setEnabled(true)
                .addDisabledMetricsCategory(MetricsDomain.HTTP_SERVER)
                .addDisabledMetricsCategory(MetricsDomain.HTTP_CLIENT)
                .addDisabledMetricsCategory(MetricsDomain.NET_SERVER)
                .addDisabledMetricsCategory(MetricsDomain.NET_CLIENT)
                .addDisabledMetricsCategory(MetricsDomain.EVENT_BUS)
                .addDisabledMetricsCategory(MetricsDomain.VERTICLES);
        return new VertxOptions().setMetricsOptions(metrics);
    }

    /** Has Vert.x report to this registry. */
    VertxBuilder on(VertxBuilder builder) {
        return builder.withMetrics(new MicrometerMetricsFactory(registry));
    }

    /** Reports the room that is left there. */
    void watch(DataDisk dataDisk) {
        disk = dataDisk;
        Gauge.builder("evently.data.free", dataDisk, DataDisk::freeBytes)
                .description("Room that is left on the disk of the embedded servers")
                .baseUnit("bytes")
                .strongReference(true)
                .register(registry);
    }

    /** The disk that is watched; none when the databases are not this installation's own business. */
    Optional<DataDisk> disk() {
        return Optional.ofNullable(disk);
    }

    MeterRegistry registry() {
        return registry;
    }

    /** Everything in the Prometheus text format. */
    String scrape() {
        return registry.scrape();
    }

    /** Where a binder of Micrometer departs from the naming rules of Prometheus, which its tools object to. */
    private static MeterFilter named() {
        return new MeterFilter() {
            @Override
            public MeterFilterReply accept(Meter.Id id) {
                return id.getName().equals("process.cpu.time") ? MeterFilterReply.DENY : MeterFilterReply.NEUTRAL;
            }

            @Override
            public Meter.Id map(Meter.Id id) {
                return id.getName().equals("system.cpu.count") ? id.withName("system.cpus") : id;
            }
        };
    }

    @Override
    public void close() {
        garbage.close();
        registry.close();
    }
}
