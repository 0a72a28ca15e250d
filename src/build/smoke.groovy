// Makes the two servers of the smoke suite ready: free ports, empty data directories, the product's own configuration.
// Runs in the phase of the tests, before Failsafe, because the phase before unpacks the servers.
import org.apache.maven.plugin.MojoFailureException

if (['skipITs', 'skipTests', 'maven.test.skip'].any { session.userProperties.getProperty(it) in ['', 'true'] }) {
    return
}
def target = new File(project.build.directory)
def smoke = new File(target, 'smoke')
smoke.deleteDir()

def held = (1..3).collect { new ServerSocket(0, 1, InetAddress.loopbackAddress) }
def ports = held.collect { it.localPort as String }
held.each { it.close() }
project.properties['smoke.jdk'] = project.properties['jdk.home']
project.properties['smoke.liberty.port'] = ports[0]
project.properties['smoke.wildfly.port'] = ports[1]
project.properties['smoke.wildfly.management'] = ports[2]

def copy = { File from, File to -> to.parentFile.mkdirs(); to.bytes = from.bytes }

// Arquillian finds its Liberty among all Java processes of the machine by this name, so it has to be like no other.
def name = 'smoke' + ports[0]
def server = new File(smoke, "liberty/servers/$name")
copy(new File(project.basedir, 'src/test/arquillian/liberty/server.xml'), new File(server, 'server.xml'))
new File(server, 'product.xml').text = new File(project.basedir, 'liberty/server.xml').text
        .replaceFirst('<webApplication [^>]*/>', '')     // the start would wait for it until its time is over
copy(new File(project.basedir, 'liberty/jvm.options'), new File(server, 'jvm.options'))
new File(server, 'dropins').mkdirs()
project.properties['smoke.liberty.server'] = name

// WildFly is configured once, by the script people are told to use, and again when the script has changed.
def wildfly = new File(target, "wildfly/wildfly-${project.properties['wildfly.version']}")
def script = new File(project.basedir, 'server-config/wildfly/omniroute.cli')
def configuration = new File(wildfly, 'standalone/configuration')
def shipped = new File(configuration, 'standalone.xml.shipped')
def applied = new File(configuration, 'omniroute.cli')
if (!applied.exists() || applied.text != script.text) {
    shipped.exists() ? copy(shipped, new File(configuration, 'standalone.xml'))
            : copy(new File(configuration, 'standalone.xml'), shipped)
    def windows = System.getProperty('os.name').startsWith('Windows')
    def cli = new File(wildfly, windows ? 'bin/jboss-cli.bat' : 'bin/jboss-cli.sh')
    cli.setExecutable(true)
    def builder = new ProcessBuilder(cli.path, "--file=$script.path").redirectErrorStream(true)
    builder.environment().putAll([JAVA_HOME: project.properties['jdk.home'], NOPAUSE: 'true'])
    def process = builder.start()
    process.outputStream.close()
    def said = process.inputStream.text
    if (process.waitFor() != 0) {
        throw new MojoFailureException("server-config/wildfly/omniroute.cli failed:\n$said")
    }
    copy(script, applied)
}
