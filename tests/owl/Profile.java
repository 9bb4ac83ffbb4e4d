import java.io.File;
import org.semanticweb.HermiT.Configuration;
import org.semanticweb.HermiT.Reasoner;
import org.semanticweb.owlapi.apibinding.OWLManager;
import org.semanticweb.owlapi.model.OWLOntology;
import org.semanticweb.owlapi.profiles.OWL2DLProfile;
import org.semanticweb.owlapi.profiles.OWL2RLProfile;
import org.semanticweb.owlapi.profiles.OWLProfile;
import org.semanticweb.owlapi.profiles.OWLProfileViolation;

/**
 * Says of each RDF/XML file whether it lies in OWL 2 DL and in OWL 2 RL, and whether HermiT finds it consistent.
 *
 * <p>One line an answer, parted by tabs: file, question (DL, RL, consistent), true or false; and a line for each
 * violation: file, DL or RL, "violation", the axiom and what is wrong with it.
 */
public class Profile {
  public static void main(String[] files) throws Exception {
    for (String file : files) {
      OWLOntology ontology = OWLManager.createOWLOntologyManager().loadOntologyFromOntologyDocument(new File(file));
      tellProfile(file, "DL", new OWL2DLProfile(), ontology);
      tellProfile(file, "RL", new OWL2RLProfile(), ontology);
      tell(file, "consistent", isConsistent(ontology));
    }
  }

  private static void tellProfile(String file, String name, OWLProfile profile, OWLOntology ontology) {
    var report = profile.checkOntology(ontology);
    tell(file, name, report.isInProfile());
    for (OWLProfileViolation violation : report.getViolations()) {
      tell(file, name, "violation\t" + violation.toString().replaceAll("\\s+", " "));
    }
  }

  private static boolean isConsistent(OWLOntology ontology) {
    Configuration configuration = new Configuration();
    configuration.ignoreUnsupportedDatatypes = true; // xsd:date and EDTF are no datatypes of OWL 2
    configuration.throwInconsistentOntologyException = false;
    return new Reasoner(configuration, ontology).isConsistent();
  }

  private static void tell(String file, String question, Object answer) {
    System.out.println(file + "\t" + question + "\t" + answer);
  }
}
