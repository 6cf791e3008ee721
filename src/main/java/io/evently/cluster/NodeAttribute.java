package io.evently.cluster;

import com.hazelcast.cluster.Member;
import com.hazelcast.config.MemberAttributeConfig;
import java.util.Optional;
import java.util.UUID;

/** Which Vert.x node a Hazelcast member is: an attribute of the member, under the name vertx-hazelcast looks for. */
final class NodeAttribute {
    private static final String NAME = "__vertx.nodeId";

    private NodeAttribute() {}

    /** The id of the member's node; empty when the member is another program. */
    static Optional<String> of(Member member) {
        return Optional.ofNullable(member.getAttribute(NAME));
    }

    static void set(MemberAttributeConfig attributes, UUID node) {
        attributes.setAttribute(NAME, node.toString());
    }
}
