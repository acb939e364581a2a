package dev.bestow.link.http;

import java.util.List;

/// What an [AdminServer] shows. Asked on the thread of each request; may block for as long as a store may take.
public interface AdminPages {
    /// Metrics in Prometheus' text format, version 0.0.4.
    String metrics();

    /// What the node lacks to do its work, in words for an operator; nothing when it is ready.
    List<String> missing();
}
