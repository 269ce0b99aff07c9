using ProloCodebook.Policy.Yaml;

namespace ProloCodebook.Policy;

internal sealed partial class PolicyBinder
{
    private void BindSection(MappingReader section)
    {
        var id = DeclareId(section, DefinitionKind.Section, "id", TextShape.Id, "sections");
        var heading = section.Text("heading");
        var startsWith = section.Text("startsWith") ?? heading;
        var criteria = section.Flag("criteria") ?? true;
        if (id is not null && heading is not null && startsWith is not null)
        {
            _draft.Sections.Add(new PolicySection(id, heading, criteria));
            _draft.SectionStarts[id] = startsWith;
            _draft.Mark($"sections/{id}/startsWith", section.ValueSpan(section.Has("startsWith") ? "startsWith" : "heading"));
        }
    }

    private void BindStatement(MappingReader statement)
    {
        var id = DeclareId(statement, DefinitionKind.Statement, "id", TextShape.Id, "statements");
        var kind = statement.Choice("kind", PolicyFormat.StatementKinds);
        var text = statement.Text("text");
        var population = statement.Text("population");
        var citations = BindCitations(statement);
        if (id is not null && kind is not null && text is not null)
        {
            _statements[id] = new PolicyStatement(id, kind, text, population, citations);
            _draft.Statements.Add(_statements[id]);
        }
    }

    private void BindCode(MappingReader code)
    {
        var system = code.Choice("system", PolicyFormat.CodeSystems);
        var value = code.Text("code")?.ToUpperInvariant();
        var description = code.Text("description");
        var service = code.Text("service", TextShape.Id);
        var citations = BindCitations(code);
        if (service is not null)
        {
            Refer(service, code.ValueSpan("service"), "service", DefinitionKind.Service);
        }

        if (value is null)
        {
            _draft.Declared.MarkIncomplete(DefinitionKind.Code);
            return;
        }

        var isDeclared = Declare(code, DefinitionKind.Code, "code", value, "codes");
        var shape = system == "CPT" ? TextShape.CptCode : TextShape.HcpcsCode;
        if (system is not null && !shape.Matches(value))
        {
            _problems.Add(PolicyProblemKinds.WrongValue, code.ValueSpan("code"), $"'{ShortText.Of(value)}' does not fit system {system}: expected {shape.Expected}.");
        }
        else if (isDeclared && system is not null && description is not null)
        {
            _draft.Codes.Add(new PolicyCode(value, system, description, service, citations));
        }
    }

    private void BindService(MappingReader service)
    {
        var id = DeclareId(service, DefinitionKind.Service, "id", TextShape.Id, "services");
        var title = service.Text("title");
        var isRelated = service.Flag("related") ?? false;
        var citations = BindCitations(service);
        var names = new List<PolicyTerm>();
        BindEach(service, "names", PolicyFormat.Name, name =>
        {
            var text = name.Text("name");
            var nameCitations = BindCitations(name);
            if (text is null)
            {
                _draft.HasBrokenName = true;
                return;
            }

            if (DescriptionWords.Join(text).Length == 0)
            {
                _draft.HasBrokenName = true;
                _problems.Add(PolicyProblemKinds.WrongValue, name.ValueSpan("name"), $"'{ShortText.Of(text)}' has no letter or digit, so no description can contain it.");
                return;
            }

            if (_draft.Names.Count == PolicyLimits.Names)
            {
                _problems.Add(PolicyProblemKinds.Limit, name.ValueSpan("name"), $"The file has more than {PolicyLimits.Names} names.");
                return;
            }

            names.Add(new PolicyTerm(text, nameCitations));
            _draft.Names.Add(new DraftName(text, id ?? "?", name.ValueSpan("name")));
        });

        if (id is DescriptionMatcher.Other or DescriptionMatcher.Undescribed)
        {
            _problems.Add(PolicyProblemKinds.WrongValue, service.ValueSpan("id"), $"'{id}' is taken: it stands for a description that names no service, or for none at all. Choose another id.");
        }
        else if (id is not null && title is not null)
        {
            _draft.Services.Add(new PolicyService(id, title, isRelated, names.ToEquatableArray(), citations));
        }
    }

    private void BindPayer(MappingReader payer)
    {
        var id = DeclareId(payer, DefinitionKind.Payer, "id", TextShape.Member, "payers");
        var title = payer.Text("title");
        var stance = payer.Choice("stance", PolicyFormat.Stances) ?? "NotStated";
        var like = payer.Text("like", TextShape.Member);
        var citations = BindSupport(payer, isRequired: stance != "NotStated");
        if (like is not null && !_draft.IsOverlay)
        {
            _problems.Add(PolicyProblemKinds.Overlay, payer.KeySpan("like"), "Only a payer of an overlay is 'like' another one. Write the payer's own rules.");
        }

        if (id == Payer.Unknown)
        {
            _problems.Add(PolicyProblemKinds.Identifier, payer.ValueSpan("id"), "'Unknown' is always there, for a line whose payer is not known. Remove it from 'payers'.");
        }
        else if (id is not null && title is not null)
        {
            _draft.Payers.Add(new PolicyPayer(id, title, stance, citations, like));
            _draft.Mark($"payers/{id}/like", payer.ValueSpan("like"));
        }
    }

    private void BindAgent(MappingReader agent)
    {
        var id = DeclareId(agent, DefinitionKind.Agent, "id", TextShape.Member, "agents");
        var name = agent.Text("name");
        var role = agent.Choice("role", PolicyFormat.Roles);
        var combinedWith = agent.Texts("combinedWith");
        var status = agent.Choice("fdaStatus", PolicyFormat.FdaStatuses);
        var citations = BindSupport(agent, isRequired: true);
        foreach (var other in combinedWith)
        {
            Refer(other.Text, other.Span, "agent", DefinitionKind.Agent);
        }

        if (role == "CombinationAgent" && combinedWith.Count == 0 && !agent.Has("combinedWith"))
        {
            _problems.Add(PolicyProblemKinds.MissingKey, agent.ValueSpan("role"), "A CombinationAgent needs 'combinedWith': the agents that the text names with it.");
        }

        if (id is AgentMatcher.Other or AgentMatcher.Unknown)
        {
            _draft.Declared.MarkIncomplete(DefinitionKind.Agent);
            _problems.Add(PolicyProblemKinds.Identifier, agent.ValueSpan("id"), $"'{id}' is taken: it stands for a substance that is none of these, or for none that is known. Choose another id.");
        }
        else if (id is not null && name is not null && role is not null && status is not null)
        {
            _draft.Agents.Add(new PolicyAgent(id, name, role, combinedWith.Select(other => other.Text).ToEquatableArray(), status, citations));
        }
    }

    private void BindProduct(MappingReader product)
    {
        var id = DeclareId(product, DefinitionKind.Product, "id", TextShape.Member, "products");
        var name = product.Text("name");
        var agent = product.Text("agent");
        var form = product.Text("form");
        var status = product.Choice("fdaStatus", PolicyFormat.FdaStatuses);
        var citations = BindSupport(product, isRequired: true);
        if (agent is not null)
        {
            Refer(agent, product.ValueSpan("agent"), "agent", DefinitionKind.Agent);
        }

        if (id == AgentMatcher.Unknown)
        {
            _draft.Declared.MarkIncomplete(DefinitionKind.Product);
            _problems.Add(PolicyProblemKinds.Identifier, product.ValueSpan("id"), "'Unknown' is taken: it stands for a line that names no product. Choose another id.");
        }
        else if (id is not null && name is not null && agent is not null && status is not null)
        {
            _draft.Products.Add(new PolicyProduct(id, name, agent, form, status, citations));
        }
    }

    private void BindAbsence(MappingReader absence)
    {
        var id = DeclareId(absence, DefinitionKind.Absence, "id", TextShape.Id, "notStated");
        var text = absence.Text("text");
        if (id is not null && text is not null)
        {
            _draft.NotStated.Add(new PolicyAbsence(id, text));
        }
    }
}
