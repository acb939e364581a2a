package dev.bestow.bench;

import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.profile.InternalProfiler;
import org.openjdk.jmh.results.AggregationPolicy;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.ScalarResult;

import java.util.List;

/// Processor time of the whole process for one operation, compiler and collector included: the clock on
/// the wall also counts what others do on the same core.
public final class AucCpuTime implements InternalProfiler {
    static final String NAME = "cpu";

    private long beforeNs;

    @Override
    public String getDescription() {
        return "processor time for one operation";
    }

    @Override
    public void beforeIteration(BenchmarkParams benchmark, IterationParams iteration) {
        beforeNs = Machine.cpuNs();
    }

    @Override
    public List<ScalarResult> afterIteration(
            BenchmarkParams benchmark, IterationParams iteration, IterationResult result) {
        double tookNs = Machine.cpuNs() - beforeNs;
        long made = result.getMetadata().getAllOps();
        return List.of(new ScalarResult(NAME, tookNs / made, "ns/op", AggregationPolicy.AVG));
    }
}
