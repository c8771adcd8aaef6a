/** The mill on a real cluster: brokers, registry and instances in containers, as docker-compose.yml has them. */
package io.feedmill.standalone.cluster;
